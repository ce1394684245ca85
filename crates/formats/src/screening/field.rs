//! What a column or a property says, by its name. The names are those of the tables of [`super`], of the FollowTheMoney
//! schema (followthemoney.tech: the names as published there, from general knowledge, unverified) and plain words.

use model::subject::IdentifierKind;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What the subject is.
    Schema,
    /// A whole name.
    Name,
    /// A part of a name, by its place when it is put together.
    Part(usize),
    /// A birth date.
    Birth,
    /// A place of birth.
    Place,
    /// A State.
    State,
    /// Sex.
    Sex,
    /// An address.
    Address,
    /// A number, and the label that tells its sort.
    Number(IdentifierKind, &'static str),
    /// Numbers of which the kind is not said.
    Numbers,
}

/// The field of a column; none for one that is not compared. Capitals, spaces and strokes in its name do not matter.
pub fn field(column: &str) -> Option<Field> {
    let plain: String = column.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    let number = |kind, label| Some(Field::Number(kind, label));
    match plain.as_str() {
        "schema" => Some(Field::Schema),
        "name" | "names" | "caption" | "alias" | "aliases" | "weakalias" | "previousname" => Some(Field::Name),
        "firstname" => Some(Field::Part(0)),
        "secondname" => Some(Field::Part(1)),
        "middlename" => Some(Field::Part(2)),
        "fathername" => Some(Field::Part(3)),
        "lastname" => Some(Field::Part(4)),
        "dob" | "birthdate" | "dateofbirth" => Some(Field::Birth),
        "pob" | "birthplace" | "placeofbirth" => Some(Field::Place),
        "nationality" | "nationalities" | "citizenship" | "country" | "countries" | "jurisdiction" | "maincountry"
        | "flag" => Some(Field::State),
        "sex" | "gender" => Some(Field::Sex),
        "address" | "addresses" | "full" => Some(Field::Address),
        "ids" | "identifiers" => Some(Field::Numbers),
        "passport" | "passportnumber" | "number" | "documentnumber" => number(IdentifierKind::Passport, ""),
        "nationalid" | "idnumber" | "socialsecuritynumber" => number(IdentifierKind::NationalId, ""),
        "phone" | "phones" | "telephone" => number(IdentifierKind::Phone, ""),
        "imei" => number(IdentifierKind::Phone, "IMEI "),
        "email" | "emails" | "handle" | "url" | "website" => number(IdentifierKind::Email, ""),
        "account" | "accounts" | "accountnumber" | "publickey" | "card" => number(IdentifierKind::Account, ""),
        "iban" => number(IdentifierKind::Account, "IBAN "),
        "imo" | "imonumber" => number(IdentifierKind::Registration, "IMO "),
        "mmsi" => number(IdentifierKind::Registration, "MMSI "),
        "vin" => number(IdentifierKind::Registration, "VIN "),
        "lei" | "leicode" => number(IdentifierKind::Registration, "LEI "),
        "bic" | "swiftbic" => number(IdentifierKind::Registration, "BIC "),
        "inn" | "inncode" => number(IdentifierKind::Registration, "INN "),
        "ogrn" | "ogrncode" => number(IdentifierKind::Registration, "OGRN "),
        "firearm" | "serial" => number(IdentifierKind::Registration, "SERIAL "),
        "registration" | "registrationnumber" | "taxnumber" | "vatcode" | "serialnumber" | "callsign" | "plate"
        | "licenseplate" => number(IdentifierKind::Registration, ""),
        _ => None,
    }
}

impl Field {
    /// Whether such a value can be looked for.
    pub fn seeks(self) -> bool {
        matches!(self, Field::Name | Field::Part(_) | Field::Number(..) | Field::Numbers)
    }

    /// What separates several values in one cell of a table. Names hold semicolons rarely, places and addresses often.
    pub fn separators(self) -> &'static [char] {
        match self {
            Field::Schema | Field::Part(_) => &[],
            Field::Name | Field::Address | Field::Place => &['|'],
            _ => &['|', ';'],
        }
    }
}
