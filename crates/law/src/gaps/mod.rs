//! Where the law has gaps. The matrix: every State under every instrument, with how old the list is. The harmony: for one
//! offence and day, which States lack a basis for which kind with whom, and which accessions would close most of it.

mod accessions;
mod harmony;
mod matrix;

pub(crate) use matrix::days;

pub use accessions::{Closing, accessions};
pub use harmony::{Harmony, KindGaps, StateGaps, harmony};
pub use matrix::{InstrumentColumn, Matrix, MatrixCell, MatrixRow, matrix};
