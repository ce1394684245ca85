//! The process and the comity command
