//! The terms of a received message, or of an item of ours from marking on, in clear beside its closed body: what policies
//! look at before anything is opened. Codes, purposes and days, nothing about a person.

use crate::payload::Payload;
use model::{Arrangement, Failure, Handling, HandlingCode, Purpose, Retention};
use policy::Resource;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Handling and retention, without words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Terms {
    codes: BTreeSet<HandlingCode>,
    /// Whether there are words or conditions that an officer must read first.
    worded: bool,
    retention: Retention,
    /// The purposes for which it was provided: those of the arrangement under which it came. None named: see
    /// [`Resource::for_purposes`].
    #[serde(default)]
    purposes: BTreeSet<Purpose>,
}

impl Terms {
    /// Of a message that came under an arrangement.
    pub(crate) fn of(payload: &Payload, arrangement: &Arrangement) -> Terms {
        Terms {
            codes: payload.handling.codes.clone(),
            worded: payload.handling.restriction.is_some() || !payload.handling.conditions.is_empty(),
            retention: payload.retention,
            purposes: arrangement.purposes.clone(),
        }
    }

    /// Of an item of ours, once it is marked.
    pub(crate) fn of_item(handling: &Handling, retention: Retention) -> Terms {
        let worded = handling.restriction.is_some() || !handling.conditions.is_empty();
        Terms { codes: handling.codes.clone(), worded, retention, purposes: BTreeSet::new() }
    }

    /// With the provider's permission asked for, where the arrangement says so and the code does not stand on the item.
    pub(crate) fn asked_first(mut self) -> Terms {
        self.codes.insert(HandlingCode::H2);
        self
    }

    pub(crate) fn write(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(|e| Failure::new("keeping terms", e))
    }

    pub(crate) fn read(text: &str) -> Result<Terms, Failure> {
        serde_json::from_str(text).map_err(|e| Failure::new("reading terms", e))
    }

    /// The resource with these terms.
    pub(crate) fn bind(&self, resource: Resource) -> Resource {
        let conditions = if self.worded { vec!["worded".to_owned()] } else { Vec::new() };
        let handling = Handling { codes: self.codes.clone(), restriction: None, conditions };
        resource.handled(&handling).kept(self.retention).for_purposes(self.purposes.iter().copied())
    }
}
