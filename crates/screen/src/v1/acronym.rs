//! The forms under which a name is compared: those of its analysis, and for organisations and things the first letters of
//! its parts, with and without the legal form, since many are known by them alone.

use crate::LogOdds;
use crate::script::{Form, Nature, Part, Reading, Role, analyse};

/// Fewest and most letters of an acronym.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=10;
/// How much less likely it is that a name is given by its first letters.
const WEIGHT: LogOdds = LogOdds(-1_000);

/// Every form of a name, the likeliest first.
pub fn forms(name: &str, nature: Nature) -> Vec<Form> {
    let mut forms = analyse(name, nature);
    if nature != Nature::Person
        && let Some(first) = forms.first()
    {
        let without = acronym(first, |role| !role.is_minor());
        let with = acronym(first, |role| !role.is_minor() || role == Role::LegalForm)
            .filter(|with| without.as_ref().is_none_or(|without| without.parts[0].text() != with.parts[0].text()));
        forms.extend(without);
        forms.extend(with);
    }
    forms
}

fn acronym(form: &Form, counts: impl Fn(Role) -> bool) -> Option<Form> {
    let parts = || form.parts.iter().filter(|part| counts(part.role));
    if !LETTERS.contains(&parts().count()) || parts().any(|part| part.text().len() < 2) {
        return None;
    }
    let text: Vec<u8> = parts().filter_map(|part| part.text().first().copied()).collect();
    let written = parts().map(|part| part.written.as_str()).collect::<Vec<_>>().join(" ");
    let readings = vec![Reading { text, weight: LogOdds::NOTHING }];
    let part =
        Part { written, readings, abjad: false, role: Role::Number, syllable: false, close: false, derived: true };
    Some(Form { parts: vec![part], weight: WEIGHT })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, nature: Nature) -> Vec<String> {
        let derived = forms(name, nature).into_iter().filter(|form| form.parts[0].derived);
        derived.map(|form| String::from_utf8_lossy(form.parts[0].text()).into_owned()).collect()
    }

    #[test]
    fn organisations_are_known_by_their_first_letters() {
        assert_eq!(of("Exemplar National Oil Company", Nature::Organisation), ["eno", "enoc"]);
        assert_eq!(of("Army of the Example", Nature::Organisation), Vec::<String>::new());
        assert_eq!(of("Otso Canaryson Testinen", Nature::Person), Vec::<String>::new());
    }
}
