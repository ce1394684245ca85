//! Everything with a key: node keys, cards, the envelope, encryption at rest
