//! Forged documents: everything a partner's node must never send, made with real keys.
