//! The `comity` command.

use std::process::ExitCode;

/// The stack of the command, in bytes.
const STACK: usize = 8 << 20;

/// On a thread of its own: how much stack the first one has differs between systems, and a statically linked program cannot
/// tell how much of it is left, so that a decision of policy would break off there.
fn main() -> ExitCode {
    let command = std::thread::Builder::new().name("comity".to_owned()).stack_size(STACK).spawn(node::command::run);
    match command.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => {
            eprintln!("comity: no thread to run on: {error}");
            ExitCode::from(3)
        }
    }
}
