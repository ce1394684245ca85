//! Other people's documents and the model
