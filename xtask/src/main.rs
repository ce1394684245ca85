//! Developer commands, few and the same everywhere: `cargo xtask test`, `cargo xtask docs`, `cargo xtask tidy`,
//! `cargo xtask supply`, `cargo xtask site`, `cargo xtask peers`,
//! `cargo xtask release`.

mod docs;
mod packages;
mod peers;
mod program;
mod release;
mod site;
mod supply;
mod test;
mod tidy;

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => test::run(),
        ["docs"] => docs::write(),
        ["docs", "--check"] => docs::check(),
        ["tidy"] => tidy::run(),
        ["supply"] => supply::run(),
        ["site"] => site::check(None),
        ["site", program] => site::check(Some(program)),
        ["peers", options @ ..] => peers::run(options),
        ["release", options @ ..] => release::make(options),
        _ => {
            Err("usage: cargo xtask test | docs [--check] | tidy | supply | site [COMITY] | peers [OPTIONS] | release --key FILE"
                .to_owned())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(because) => {
            eprintln!("{because}");
            ExitCode::FAILURE
        }
    }
}
