//! The policies, loaded: strictly validated, annotated, sliced. Next: [`decide`](crate::Policies::decide).

use crate::checks::{POL_1_1, POL_1_2};
use crate::minimisation::Minimisation;
use crate::names::Names;
use crate::rule::Rule;
use crate::slice::{self, Shape, Slice};
use crate::{Action, BadPolicy, ResourceKind};
use cedar_policy::{Authorizer, Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator};
use model::RulesetVersion;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::str::FromStr;

/// The name of the minimisation table among the files.
pub const MINIMISATION: &str = "minimisation.json";

/// The stack on which policies are read, in bytes.
const STACK: usize = 8 << 20;

/// A set of policies in force in this node, by version. Loaded once, asked often; it never changes in between.
pub struct Policies {
    pub(crate) schema: Schema,
    pub(crate) names: Names,
    pub(crate) rules: HashMap<PolicyId, Rule>,
    pub(crate) order: Vec<PolicyId>,
    pub(crate) slices: HashMap<Shape, Slice>,
    pub(crate) authorizer: Authorizer,
    pub(crate) version: RulesetVersion,
    pub(crate) minimisation: Minimisation,
}

impl fmt::Debug for Policies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Policies {} ({} policies)", self.version.0, self.order.len())
    }
}

fn bad(file: &str, policy: Option<String>, because: impl fmt::Display) -> BadPolicy {
    BadPolicy { check: &POL_1_1, file: file.to_owned(), policy, because: because.to_string() }
}

impl Policies {
    /// Loads a schema and files of policies, `(name, text)`; the file named [`MINIMISATION`] is the table of that name.
    /// All or nothing: one policy that is not accepted and none is in force (POL-1.1 to POL-1.4).
    ///
    /// On a thread of its own, with room: where the type checker has little stack left it gives a policy up without a word, and
    /// a policy that forbids would be missing from a slice.
    pub fn load(schema: &str, files: &[(&str, &str)], version: RulesetVersion) -> Result<Policies, BadPolicy> {
        let broke_off = || bad("policies", None, "reading them broke off");
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().name("policies".to_owned()).stack_size(STACK);
            let reading = thread.spawn_scoped(scope, || Policies::read(schema, files, version));
            reading.map_err(|error| bad("policies", None, error))?.join().map_err(|_| broke_off())?
        })
    }

    fn read(schema: &str, files: &[(&str, &str)], version: RulesetVersion) -> Result<Policies, BadPolicy> {
        let (schema, warnings) = Schema::from_cedarschema_str(schema).map_err(|error| bad("schema", None, error))?;
        if let Some(warning) = warnings.into_iter().next() {
            return Err(bad("schema", None, warning));
        }
        let names = Names::new()?;
        let mut slices = slice::shapes(&schema, &names)?;
        let mut whole = PolicySet::new();
        let (mut rules, mut order) = (HashMap::new(), Vec::new());
        for (file, text) in files.iter().filter(|(file, _)| *file != MINIMISATION) {
            for (rule, policy) in read_file(file, text)? {
                let id = policy.id().clone();
                whole
                    .add(policy)
                    .map_err(|error| BadPolicy { check: &POL_1_2, ..bad(file, Some(rule.id.clone()), error) })?;
                order.push(id.clone());
                rules.insert(id, rule);
            }
        }
        validate(&schema, &whole)?;
        for policy in order.iter().filter_map(|id| whole.policy(id)) {
            slice::file_under(&mut slices, policy, &schema, &names)
                .map_err(|because| bad("policies", Some(policy.id().to_string()), because))?;
        }
        let table = files.iter().find(|(file, _)| *file == MINIMISATION).map_or("[]", |(_, text)| *text);
        let minimisation = Minimisation::read(table)?;
        let authorizer = Authorizer::new();
        Ok(Policies { schema, names, rules, order, slices, authorizer, version, minimisation })
    }

    /// The policies by what is said about them, in the order of the files.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.order.iter().filter_map(|id| self.rules.get(id))
    }

    /// On which questions a policy bears: what, on what. Empty for an id that is not among the policies.
    pub fn bears_on(&self, id: &str) -> BTreeSet<(Action, ResourceKind)> {
        let id = PolicyId::new(id);
        let bearing = self.slices.iter().filter(|(_, slice)| slice.policies.policy(&id).is_some());
        bearing.map(|((_, action, kind), _)| (*action, *kind)).collect()
    }

    /// Which version this is.
    pub fn version(&self) -> &RulesetVersion {
        &self.version
    }
}

/// Reads one file: every policy gets its own `@id` as its name.
fn read_file(file: &str, text: &str) -> Result<Vec<(Rule, Policy)>, BadPolicy> {
    let set = PolicySet::from_str(text).map_err(|error| bad(file, None, error))?;
    if set.templates().next().is_some() {
        return Err(bad(file, None, "templates are not used here"));
    }
    let mut read = Vec::new();
    for policy in set.policies() {
        let rule = Rule::read(file, policy)?;
        let named = policy.new_id(PolicyId::new(&rule.id));
        read.push((rule, named));
    }
    read.sort_by_key(|(rule, _)| text.find(&format!("@id(\"{}\")", rule.id)));
    Ok(read)
}

/// Strict validation (POL-1.1). A warning is refused too: a policy that can never apply is a mistake.
fn validate(schema: &Schema, policies: &PolicySet) -> Result<(), BadPolicy> {
    let result = Validator::new(schema.clone()).validate(policies, ValidationMode::Strict);
    if let Some(error) = result.validation_errors().next() {
        return Err(bad("policies", Some(error.policy_id().to_string()), error));
    }
    if let Some(warning) = result.validation_warnings().next() {
        return Err(bad("policies", Some(warning.policy_id().to_string()), warning));
    }
    Ok(())
}
