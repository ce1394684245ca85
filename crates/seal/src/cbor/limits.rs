//! How much a decoder looks at.

/// Bounds of a document, checked before anything is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Length in bytes.
    pub bytes: usize,
    /// Nesting of arrays and maps.
    pub depth: u32,
    /// Number of items, keys counted too.
    pub items: usize,
}

impl Limits {
    /// Evidence, and the payload in it: 16 MiB; attachments travel apart.
    pub const EVIDENCE: Limits = Limits { bytes: 16 << 20, depth: 32, items: 500_000 };
    /// A delivery: the largest size class, and 16 KiB for header and recipient.
    pub const DELIVERY: Limits = Limits { bytes: (16 << 20) + (16 << 10), depth: 8, items: 128 };
    /// An outer header or a protected COSE header.
    pub const HEADER: Limits = Limits { bytes: 4 << 10, depth: 4, items: 64 };
    /// A charter.
    pub const CHARTER: Limits = Limits { bytes: 32 << 10, depth: 6, items: 64 };
    /// A card with its charter and up to some forty epoch keys.
    pub const CARD: Limits = Limits { bytes: 96 << 10, depth: 8, items: 1_024 };
    /// A receipt with the path of its log proof.
    pub const RECEIPT: Limits = Limits { bytes: 16 << 10, depth: 6, items: 128 };
    /// The manifest of a bundle: 3 times 4,096 digests, 256 channels.
    pub const MANIFEST: Limits = Limits { bytes: 512 << 10, depth: 6, items: 16_384 };
}
