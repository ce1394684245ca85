//! The only SQL
