//! What is compared of a subject, whatever its kind. Wider than the subjects of a message: tables of the caller's own name
//! vessels, vehicles and accounts too, several birth dates, and ranges of them.

use model::subject::{Identifier, Name, PartialDate, Sex};
use model::{Personal, State, Subject};

/// What a subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A natural person.
    Person,
    /// An organisation.
    Organisation,
    /// A road vehicle.
    Vehicle,
    /// A vessel.
    Vessel,
    /// An aircraft.
    Aircraft,
    /// An identity document.
    Document,
    /// A bank account, card, or address of a cryptographic currency.
    Account,
    /// A telephone number or device.
    Phone,
    /// An e-mail address, handle or page.
    Online,
    /// A postal address.
    Address,
    /// A firearm.
    Firearm,
    /// Not said: neither agrees with any kind nor contradicts it.
    Unstated,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: &[Kind] = &[
        Kind::Person,
        Kind::Organisation,
        Kind::Vehicle,
        Kind::Vessel,
        Kind::Aircraft,
        Kind::Document,
        Kind::Account,
        Kind::Phone,
        Kind::Online,
        Kind::Address,
        Kind::Firearm,
        Kind::Unstated,
    ];

    /// The word used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organisation => "organisation",
            Kind::Vehicle => "vehicle",
            Kind::Vessel => "vessel",
            Kind::Aircraft => "aircraft",
            Kind::Document => "document",
            Kind::Account => "account",
            Kind::Phone => "phone",
            Kind::Online => "online",
            Kind::Address => "address",
            Kind::Firearm => "firearm",
            Kind::Unstated => "unstated",
        }
    }

    /// Whether it may be a natural person.
    pub fn may_be_person(self) -> bool {
        matches!(self, Kind::Person | Kind::Unstated)
    }

    /// Whether two kinds contradict each other.
    pub fn differs(self, other: Kind) -> bool {
        self != other && self != Kind::Unstated && other != Kind::Unstated
    }

    /// The kind for a word that tables use: ours, or a schema of FollowTheMoney. Nothing is
    /// [`Kind::Unstated`], and so is what may be a person or an organisation; an unknown word is an organisation, as most
    /// schemas are.
    pub fn named(word: &str) -> Kind {
        match word.to_lowercase().as_str() {
            "" | "thing" | "legalentity" => Kind::Unstated,
            "person" | "individual" => Kind::Person,
            "vehicle" | "car" => Kind::Vehicle,
            "vessel" | "ship" => Kind::Vessel,
            "aircraft" | "airplane" | "plane" => Kind::Aircraft,
            "document" | "passport" | "identification" => Kind::Document,
            "account" | "bankaccount" | "cryptowallet" | "card" => Kind::Account,
            "phone" | "telephone" | "device" => Kind::Phone,
            "online" | "email" | "useraccount" | "handle" | "url" => Kind::Online,
            "address" => Kind::Address,
            "firearm" | "weapon" => Kind::Firearm,
            _ => Kind::Organisation,
        }
    }
}

/// When a person was born, as far as it is known: between two dates, both of which may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Birth {
    /// Not before.
    pub from: PartialDate,
    /// Not after.
    pub to: PartialDate,
}

impl Birth {
    /// A date, or what is known of it.
    pub fn on(date: PartialDate) -> Birth {
        Birth { from: date, to: date }
    }

    /// As written: one date, or two with a stroke (ISO 8601-2, an interval).
    pub fn expose(&self) -> String {
        if self.from == self.to { self.from.expose() } else { format!("{}/{}", self.from.expose(), self.to.expose()) }
    }
}

/// What is compared of a subject. `Debug` shows no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What it is.
    pub kind: Kind,
    /// Names and aliases.
    pub names: Vec<Name>,
    /// Birth dates; several where sources differ.
    pub births: Vec<Birth>,
    /// Places of birth.
    pub places: Vec<Personal<String>>,
    /// Nationalities, or States of establishment, flag or registration.
    pub states: Vec<Personal<State>>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Documents, telephones, accounts, registrations.
    pub identifiers: Vec<Identifier>,
    /// Addresses.
    pub addresses: Vec<Personal<String>>,
}

impl Profile {
    /// Nothing is known but the kind.
    pub fn of(kind: Kind) -> Profile {
        Profile {
            kind,
            names: Vec::new(),
            births: Vec::new(),
            places: Vec::new(),
            states: Vec::new(),
            sex: None,
            identifiers: Vec::new(),
            addresses: Vec::new(),
        }
    }
}

impl From<Subject> for Profile {
    fn from(subject: Subject) -> Profile {
        match subject {
            Subject::Person(person) => Profile {
                names: person.names,
                births: person.birth.into_iter().map(Birth::on).collect(),
                places: person.birth_place.into_iter().collect(),
                states: person.nationalities,
                sex: person.sex,
                identifiers: person.identifiers,
                addresses: person.addresses,
                ..Profile::of(Kind::Person)
            },
            Subject::Organisation(organisation) => Profile {
                names: organisation.names,
                states: organisation.states,
                identifiers: organisation.identifiers,
                addresses: organisation.addresses,
                ..Profile::of(Kind::Organisation)
            },
        }
    }
}

impl From<&Subject> for Profile {
    fn from(subject: &Subject) -> Profile {
        Profile::from(subject.clone())
    }
}

impl From<&Profile> for Profile {
    fn from(profile: &Profile) -> Profile {
        profile.clone()
    }
}
