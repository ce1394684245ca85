//! The reference of the command line as Markdown, generated from the same declarations that parse it.

use super::Comity;
use clap::{Arg, Command, CommandFactory};
use std::fmt::Write as _;

/// The whole command line as Markdown, for `docs/cli.md`.
pub fn reference() -> String {
    let mut command = Comity::command();
    command.build();
    let mut out = String::from("# The comity command\n\nGenerated from the program; do not edit.\n");
    section(&mut out, &command, "comity", true);
    out
}

fn section(out: &mut String, command: &Command, path: &str, top: bool) {
    let _ = write!(out, "\n## `{path}`\n\n");
    if let Some(about) = command.get_about() {
        let _ = writeln!(out, "{about}.");
    }
    let arguments: Vec<&Arg> =
        command.get_arguments().filter(|arg| shown(arg) && (top || !arg.is_global_set())).collect();
    if !arguments.is_empty() {
        out.push_str("\n| Argument | Meaning |\n|---|---|\n");
        for argument in arguments {
            let _ = writeln!(out, "| `{}` | {} |", spelling(argument), meaning(argument));
        }
    }
    if let Some(after) = command.get_after_help() {
        let _ = write!(out, "\n```text\n{after}\n```\n");
    }
    for word in command.get_subcommands().filter(|word| word.get_name() != "help") {
        section(out, word, &format!("{path} {}", word.get_name()), false);
    }
}

fn shown(argument: &Arg) -> bool {
    !argument.is_hide_set() && !matches!(argument.get_id().as_str(), "help" | "version")
}

fn spelling(argument: &Arg) -> String {
    let value = argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    let takes = argument.get_action().takes_values();
    match (argument.get_long(), value) {
        (Some(long), Some(value)) if takes => format!("--{long} {value}"),
        (Some(long), _) => format!("--{long}"),
        (None, value) => value.unwrap_or_else(|| argument.get_id().to_string().to_uppercase()),
    }
}

fn meaning(argument: &Arg) -> String {
    let mut words = argument.get_help().map(ToString::to_string).unwrap_or_default().replace('|', "\\|");
    if argument.is_required_set() {
        words.push_str(" (required)");
    }
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if !defaults.is_empty() && argument.get_action().takes_values() {
        let _ = write!(words, " (default: `{}`)", defaults.join(" "));
    }
    if let Some(variable) = argument.get_env() {
        let _ = write!(words, " (or the variable `{}`)", variable.to_string_lossy());
    }
    words
}
