//! The `comity` command.

fn main() -> std::process::ExitCode {
    node::command::run()
}
