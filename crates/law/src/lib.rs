//! May these two authorities do this, on this date? A pure function over the lawbook
