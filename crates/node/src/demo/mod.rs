//! `comity demo`: a federation in one process, and nine stories on real law and real lists. Nothing is scripted but who
//! asks whom about whom: what is shown comes from findings, rows and logs, and each story says whether it came out as it
//! must.

mod cast;
mod people;
mod stage;
mod stories;
mod summary;
mod teller;

use crate::key_place;
use model::{Failure, Stop};
use stage::Stage;
use std::path::PathBuf;
use std::process::ExitCode;
use teller::Teller;

/// How the demonstration is played.
#[derive(Debug, Clone)]
pub struct Options {
    /// Without pauses.
    pub headless: bool,
    /// One JSON document on stdout.
    pub json: bool,
    /// Where the nodes live.
    pub directory: PathBuf,
}

/// Plays the demonstration. Exit 0 only if every story came out as it must, 1 if one did not, 2 if the directory is in
/// use, 3 on failure.
pub fn run(options: &Options) -> ExitCode {
    let mut teller = Teller::new(options.json, options.headless);
    if let Err(because) = empty(options) {
        teller.trouble(&because);
        return ExitCode::from(2);
    }
    match play(options, &mut teller) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(stop) => {
            teller.trouble(&format!("the demonstration broke off: {stop}"));
            let (nodes, keys) = (options.directory.display(), key_place::keys_of(&options.directory));
            let keys = keys.display();
            teller.trouble(&format!("it is not taken up again: remove what is left of {nodes} and {keys}"));
            ExitCode::from(3)
        }
    }
}

/// A directory that holds anything is left alone: a finished demonstration is evidence, an interrupted one is not
/// taken up again.
fn empty(options: &Options) -> Result<(), String> {
    let shown = options.directory.display();
    let keys = key_place::keys_of(&options.directory);
    if keys.exists() {
        return Err(format!(
            "{} holds the keys of an earlier demonstration: remove it and {shown}, or choose another --dir",
            keys.display()
        ));
    }
    match std::fs::read_dir(&options.directory) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(format!(
                "{shown} is not empty: it holds an earlier demonstration or something else, and is left as it is; \
                 choose another with --dir, or remove it"
            )),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(format!("{shown}: {error}; give the folder that the nodes shall live in with --dir")),
    }
}

fn play(options: &Options, teller: &mut Teller) -> Result<bool, Stop> {
    let mut stage = Stage::set(&options.directory, teller)?;
    let told = [
        stories::tallinn_asks_helsinki::play(&mut stage, teller)?,
        stories::helsinki_asks_nairobi::play(&mut stage, teller)?,
        stories::law_as_data::play(&mut stage, teller)?,
        stories::exampleland_asks::play(&mut stage, teller)?,
        stories::refused_inside::play(&mut stage, teller)?,
        stories::nairobi_passes_on::play(&mut stage, teller)?,
        stories::helsinki_takes_it_back::play(&mut stage, teller)?,
        stories::relay_and_stick::play(&mut stage, teller)?,
        // The last: Nairobi stands still from then on.
        stories::insider_rebuilds::play(&mut stage, teller)?,
    ];
    stage.publish()?;
    let held = told.iter().all(|story| story.held()) && stage.verify(teller)?;
    summary::tell(&stage, teller, &told);
    teller.end(held).map_err(|error| Failure::new("writing what was told", error))?;
    Ok(held)
}
