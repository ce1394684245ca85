//! The pipeline. Nothing else sends
