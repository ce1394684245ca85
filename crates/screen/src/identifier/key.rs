//! The one spelling under which an identifier is compared.

use super::{
    Sort, aircraft, base58, bech32, bic, card, email, ethereum, firearm, handle, iban, imei, imo, inn, lei, mmsi,
};
use super::{ogrn, passport, phone, sort, url, vin};
use model::subject::Identifier;

/// Characters of a written identifier that are read.
pub const MOST: usize = 512;

/// An identifier in its one spelling. `Debug` shows no value.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    /// Letters and digits, upper case. Addresses of e-mail, services and the web keep their marks; those in Base58 and the
    /// paths of the web keep their case, because it tells.
    pub text: String,
    /// Whether its check digits hold; none where its sort has none, or need not have them.
    pub valid: Option<bool>,
}

/// The key of an identifier. Its text is empty if there is nothing to compare.
pub fn key(identifier: &Identifier) -> Key {
    let written: String = identifier.value.expose().chars().take(MOST).filter(|c| !is_hidden(*c)).collect();
    let (sort, written) = sort(identifier.kind, &written);
    let issuer = identifier.issuer.map(|state| state.as_str().to_owned());
    let text = plain(written);
    let (text, valid) = match sort {
        Sort::Passport => passport::normal(written),
        Sort::Phone => {
            let digits = phone::normal(written, issuer.as_deref());
            let valid = written.trim_start().starts_with('+').then(|| phone::holds(&digits));
            (digits, valid)
        }
        Sort::Imei => (imei::equipment(&text).to_owned(), imei::holds(&text)),
        Sort::Email => {
            let normal = email::normal(written);
            let valid = email::has_shape(&normal.to_lowercase());
            (normal, Some(valid))
        }
        Sort::Handle => (handle::normal(written), None),
        Sort::Url => (url::normal(written), None),
        Sort::Iban => checked(text, iban::holds),
        Sort::Card => checked(text, card::holds),
        Sort::Base58 => checked(written.trim().to_owned(), base58::holds),
        Sort::Bech32 => checked(written.trim().to_uppercase(), bech32::holds),
        Sort::Ethereum => (written.trim().to_uppercase(), ethereum::holds(written.trim())),
        Sort::Vin => {
            let normal = vin::normal(&text);
            let valid = vin::holds(&normal);
            (normal, valid)
        }
        Sort::Imo => checked(text, imo::holds),
        Sort::Mmsi => checked(text, mmsi::holds),
        Sort::Aircraft => {
            let valid = aircraft::holds(&text);
            (text, valid)
        }
        Sort::AircraftAddress => checked(text, aircraft::is_address),
        Sort::Inn => checked(text, inn::holds),
        Sort::Ogrn => checked(text, ogrn::holds),
        Sort::Lei => checked(text, lei::holds),
        Sort::Bic => (bic::normal(&text).to_owned(), Some(bic::has_shape(&text))),
        Sort::Firearm => (firearm::normal(written).unwrap_or_default(), None),
        Sort::Plain => (text, None),
    };
    Key { text, valid }
}

fn checked(text: String, holds: impl Fn(&str) -> bool) -> (String, Option<bool>) {
    let valid = holds(&text);
    (text, Some(valid))
}

/// Letters and digits, upper case; wide and eastern digits as ASCII ones.
pub fn plain(written: &str) -> String {
    let digit = |c: char| match c {
        '\u{0660}'..='\u{0669}' => char::from_digit(c as u32 - 0x0660, 10),
        '\u{06F0}'..='\u{06F9}' => char::from_digit(c as u32 - 0x06F0, 10),
        '\u{0966}'..='\u{096F}' => char::from_digit(c as u32 - 0x0966, 10),
        '\u{FF10}'..='\u{FF19}' => char::from_digit(c as u32 - 0xFF10, 10),
        '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => char::from_u32(c as u32 - 0xFEE0),
        _ => Some(c),
    };
    written.chars().filter(|c| c.is_alphanumeric()).filter_map(digit).flat_map(char::to_uppercase).collect()
}

/// Joiners, direction marks and other characters that are not seen.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key {{ valid: {:?} }}", self.valid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Personal;
    use model::subject::IdentifierKind;
    use proptest::prelude::*;

    fn of(kind: IdentifierKind, value: &str) -> Key {
        key(&Identifier { kind, value: Personal::from(value), issuer: None })
    }

    #[test]
    fn one_number_has_one_key() {
        for (kind, a, b) in [
            (IdentifierKind::Account, "DE89 3704 0044 0532 0130 00", "IBAN de89370400440532013000"),
            (
                IdentifierKind::Account,
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
                "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            ),
            (IdentifierKind::Registration, "9074729", "IMO: 9074729"),
            (IdentifierKind::Registration, "N123AB", "N-123AB"),
            (IdentifierKind::Passport, "FT 123456", "ft\u{200B}123456"),
            (IdentifierKind::Passport, "１２３４５６", "123456"),
            (IdentifierKind::Phone, "+358 40 123 4567", "00358401234567"),
            (IdentifierKind::Phone, "490154203237518", "IMEI 4901542032375101"),
            (IdentifierKind::Registration, "SWIFT: DEUTDEFFXXX", "DEUTDEFF"),
        ] {
            assert_eq!(of(kind, a).text, of(kind, b).text, "{a}");
        }
        assert_eq!(of(IdentifierKind::Account, "DE89370400440532013001").valid, Some(false));
        assert_eq!(of(IdentifierKind::Account, "DE89370400440532013000").valid, Some(true));
        let satoshi = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
        assert_eq!(of(IdentifierKind::Account, satoshi).text, satoshi, "case tells");
        assert!(!format!("{:?}", of(IdentifierKind::Passport, "FT123456")).contains("FT"));
    }

    proptest! {
        #[test]
        fn any_text_has_a_bounded_key(value in "\\PC{0,600}", at in 0usize..6) {
            let key = of(IdentifierKind::ALL[at], &value);
            prop_assert!(key.text.chars().count() <= 4 * MOST);
        }
    }
}
