//! Which sort of number a text is: by what it is said to be, by a label before it, and by its shape and check digits.

use super::{
    aircraft, base58, bech32, bic, card, email, ethereum, handle, iban, imei, imo, inn, lei, mmsi, ogrn, plain, url,
    vin,
};
use model::subject::IdentifierKind;

/// A sort of number, with its own spelling and check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// Passport, or another travel document.
    Passport,
    /// National identity number, or another that has no check here.
    Plain,
    /// Telephone number.
    Phone,
    /// Mobile equipment.
    Imei,
    /// E-mail address.
    Email,
    /// Account of a service.
    Handle,
    /// Address on the web.
    Url,
    /// Bank account.
    Iban,
    /// Payment card.
    Card,
    /// Address in Base58Check.
    Base58,
    /// Address in Bech32.
    Bech32,
    /// Address of Ethereum.
    Ethereum,
    /// Vehicle.
    Vin,
    /// Ship, by IMO number.
    Imo,
    /// Ship, by radio identity.
    Mmsi,
    /// Aircraft, by its mark.
    Aircraft,
    /// Aircraft, by its 24-bit address.
    AircraftAddress,
    /// Russian taxpayer number.
    Inn,
    /// Russian registration number.
    Ogrn,
    /// Legal entity.
    Lei,
    /// Bank or party.
    Bic,
    /// Firearm.
    Firearm,
}

/// Labels that stand before a number, in upper case without marks.
const LABELS: &[(&str, Sort)] = &[
    ("IBAN", Sort::Iban),
    ("IMEI", Sort::Imei),
    ("IMO", Sort::Imo),
    ("MMSI", Sort::Mmsi),
    ("VIN", Sort::Vin),
    ("LEI", Sort::Lei),
    ("BIC", Sort::Bic),
    ("SWIFT", Sort::Bic),
    ("INN", Sort::Inn),
    ("ИНН", Sort::Inn),
    ("OGRN", Sort::Ogrn),
    ("ОГРН", Sort::Ogrn),
    ("OGRNIP", Sort::Ogrn),
    ("ICAO", Sort::AircraftAddress),
    ("SERIAL", Sort::Firearm),
];

/// The sort of a text, and the text without its label.
pub fn sort(kind: IdentifierKind, written: &str) -> (Sort, &str) {
    if let Some(found) = labelled(written) {
        return found;
    }
    let text = plain(written);
    let sort = match kind {
        IdentifierKind::Passport => Sort::Passport,
        IdentifierKind::Phone if written.trim_start().starts_with('+') => Sort::Phone,
        IdentifierKind::Phone if imei::holds(&text) == Some(true) => Sort::Imei,
        IdentifierKind::Phone => Sort::Phone,
        IdentifierKind::Email if handle::on_service(written).is_some() || handle::has_shape(written) => Sort::Handle,
        IdentifierKind::Email if url::has_shape(written) => Sort::Url,
        IdentifierKind::Email => Sort::Email,
        IdentifierKind::Account => account(written.trim(), &text),
        IdentifierKind::NationalId if inn::holds(&text) => Sort::Inn,
        IdentifierKind::NationalId => Sort::Plain,
        IdentifierKind::Registration => registration(written.trim(), &text),
    };
    (sort, written)
}

fn labelled(written: &str) -> Option<(Sort, &str)> {
    let trimmed = written.trim();
    let end = trimmed.find(|c: char| !c.is_alphabetic())?;
    let (label, rest) = trimmed.split_at(end);
    let label = label.to_uppercase();
    let sort = LABELS.iter().find(|(known, _)| *known == label)?.1;
    let rest = rest.trim_start_matches([' ', ':', '.', '#', '-', '№']);
    let rest = rest.strip_prefix("No. ").or_else(|| rest.strip_prefix("number ")).unwrap_or(rest);
    (!rest.is_empty()).then_some((sort, rest))
}

fn account(written: &str, text: &str) -> Sort {
    match () {
        () if ethereum::has_shape(written) => Sort::Ethereum,
        () if bech32::holds(written) => Sort::Bech32,
        () if base58::has_shape(written) && base58::holds(written) => Sort::Base58,
        () if iban::has_shape(text) => Sort::Iban,
        () if card::holds(text) => Sort::Card,
        () => Sort::Plain,
    }
}

fn registration(written: &str, text: &str) -> Sort {
    match () {
        () if handle::on_service(written).is_some() => Sort::Handle,
        () if url::has_shape(written) => Sort::Url,
        () if email::has_shape(written) => Sort::Email,
        () if lei::holds(text) => Sort::Lei,
        () if vin::has_shape(text) && text.bytes().any(|byte| byte.is_ascii_alphabetic()) => Sort::Vin,
        () if ogrn::holds(text) => Sort::Ogrn,
        () if inn::holds(text) => Sort::Inn,
        () if imo::holds(text) => Sort::Imo,
        () if mmsi::has_shape(text) && mmsi::holds(text) => Sort::Mmsi,
        () if written.contains('-') && text.len() <= 6 && aircraft::has_shape(text) => Sort::Aircraft,
        () if aircraft::holds(text) == Some(true) => Sort::Aircraft,
        () if bic::has_shape(text) && text.bytes().all(|byte| byte.is_ascii_uppercase()) => Sort::Bic,
        () => Sort::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_by_kind_label_and_shape() {
        for (kind, written, expected) in [
            (IdentifierKind::Account, "DE89 3704 0044 0532 0130 00", Sort::Iban),
            (IdentifierKind::Account, "4111 1111 1111 1111", Sort::Card),
            (IdentifierKind::Account, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", Sort::Base58),
            (IdentifierKind::Account, "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", Sort::Ethereum),
            (IdentifierKind::Account, "12345", Sort::Plain),
            (IdentifierKind::Registration, "IMO 9074729", Sort::Imo),
            (IdentifierKind::Registration, "IMO No. 9074792", Sort::Imo),
            (IdentifierKind::Registration, "1M8GDM9AXKP042788", Sort::Vin),
            (IdentifierKind::Registration, "4X-ABC", Sort::Aircraft),
            (IdentifierKind::Registration, "ИНН 7707083893", Sort::Inn),
            (IdentifierKind::Registration, "serial: AB 123", Sort::Firearm),
            (IdentifierKind::Phone, "490154203237518", Sort::Imei),
            (IdentifierKind::Phone, "+358 40 123 4567", Sort::Phone),
            (IdentifierKind::Email, "@some_name", Sort::Handle),
            (IdentifierKind::Email, "a@example.org", Sort::Email),
            (IdentifierKind::Passport, "FT123456", Sort::Passport),
        ] {
            assert_eq!(sort(kind, written).0, expected, "{written}");
        }
    }
}
