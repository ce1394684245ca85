//! The kinds of cooperation, one folder each
