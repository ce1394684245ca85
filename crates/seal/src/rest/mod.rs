//! Encryption at rest. A key per record, wrapped by the node key: destroying the wrapped key erases the record.
//! Where the bytes lie, and that they are overwritten, is `store`'s part; not on the wire, so not in `spec/`.

mod blind;
mod data_key;
mod joined;
mod node_key;

pub use data_key::DataKey;
pub use node_key::NodeKey;
