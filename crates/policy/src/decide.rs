//! The decision, fail-closed around an engine that skips what it cannot evaluate: one error and nothing is permitted.

use crate::checks::{POL_2_1, POL_2_2, POL_2_3, POL_2_4};
use crate::question::{self, Unfit};
use crate::{Access, Actor, Ask, Circumstances, Obligation, Permit, Policies, Resource, Rule, others};
use cedar_policy::Decision;
use model::{Check, Citation, Finding, Reason, Refusal, UnitId};

/// What the engine said, in our terms.
struct Outcome<'a> {
    access: Access,
    rules: Vec<&'a Rule>,
}

impl Policies {
    /// What the policies say, with the policies that decided as reasons. Use [`Policies::permit`] to act.
    pub fn decide(&self, ask: &Ask<'_>) -> Finding<Access> {
        let Outcome { access, rules } = self.weigh(ask);
        let mut reasons: Vec<Reason> = rules.iter().map(|rule| rule.reason()).collect();
        match access {
            Access::Permitted | Access::Forbidden => {}
            Access::NotPermitted => {
                reasons.insert(0, Reason::of(&POL_2_3, vec!["house".into()], self.silence(ask)));
            }
            Access::NotEvaluated => {
                reasons.insert(0, Reason::of(&POL_2_1, vec!["house".into()], not_evaluated(ask)));
            }
        }
        Finding { decision: access, reasons, rules: self.version.clone(), on: ask.circumstances.today() }
    }

    /// Permission to act, or the refusal with the policies that decided and what leads on.
    pub fn permit(&self, ask: &Ask<'_>) -> Result<Permit, Refusal> {
        let Outcome { access, rules } = self.weigh(ask);
        match access {
            Access::Permitted => {
                let mut obligations: Vec<Obligation> =
                    rules.iter().flat_map(|rule| rule.obligations.iter().copied()).collect();
                obligations.sort();
                obligations.dedup();
                let ids = rules.iter().map(|rule| rule.id.clone()).collect();
                Ok(Permit::because(ask, ids, obligations, self.version.clone()))
            }
            Access::Forbidden => Err(forbidden(ask, &rules)),
            Access::NotPermitted => Err(Refusal {
                check: &POL_2_3,
                cites: cites(&rules),
                because: self.silence(ask),
                remedy: nearest(&rules),
            }),
            Access::NotEvaluated => Err(Refusal {
                check: &POL_2_1,
                cites: cites(&rules),
                because: not_evaluated(ask),
                remedy: "the administrator must have the policies corrected".to_owned(),
            }),
        }
    }

    /// Which of the units' lists the actor may see: one decision for each, by which the store then filters.
    pub fn visible(&self, actor: &Actor, units: &[UnitId], circumstances: &Circumstances) -> Vec<UnitId> {
        let may_list = |unit: &&UnitId| {
            let resource = Resource::tray((*unit).clone());
            let ask = Ask { actor, action: crate::Action::ListExchanges, resource: &resource, circumstances };
            self.weigh(&ask).access == Access::Permitted
        };
        units.iter().filter(may_list).cloned().collect()
    }

    /// The decision and the rules it rests on; for silence the nearest that permit, for an error those that failed.
    fn weigh(&self, ask: &Ask<'_>) -> Outcome<'_> {
        let shape = (ask.actor.officer().is_some(), ask.action, ask.resource.id.kind());
        let Some(slice) = self.slices.get(&shape) else {
            return Outcome { access: Access::NotEvaluated, rules: Vec::new() };
        };
        let (request, entities) = match question::put(ask, &self.names, &self.schema, slice) {
            Ok(put) => put,
            Err(Unfit) => return Outcome { access: Access::NotEvaluated, rules: Vec::new() },
        };
        let response = self.authorizer.is_authorized(&request, &slice.policies, &entities);
        let diagnostics = response.diagnostics();
        // An erroring policy is skipped by the engine, a forbid included, so that it would answer `Allow` here.
        let failed: Vec<&Rule> = diagnostics
            .errors()
            .filter_map(|error| match error {
                cedar_policy::AuthorizationError::PolicyEvaluationError(error) => self.rules.get(error.policy_id()),
            })
            .collect();
        if diagnostics.errors().next().is_some() {
            return Outcome { access: Access::NotEvaluated, rules: failed };
        }
        let mut deciding: Vec<&Rule> = diagnostics.reason().filter_map(|id| self.rules.get(id)).collect();
        deciding.sort_by(|a, b| a.id.cmp(&b.id));
        match (response.decision(), deciding.is_empty()) {
            (Decision::Allow, false) => Outcome { access: Access::Permitted, rules: deciding },
            (Decision::Deny, false) => Outcome { access: Access::Forbidden, rules: deciding },
            (Decision::Allow | Decision::Deny, true) => {
                Outcome { access: Access::NotPermitted, rules: self.permits_for(ask) }
            }
        }
    }

    /// The policies that could permit this action: to this sort of actor if any do, else to whom they do.
    fn permits_for(&self, ask: &Ask<'_>) -> Vec<&Rule> {
        let officer = ask.actor.officer().is_some();
        let kind = ask.resource.id.kind();
        for asked_by in [officer, !officer] {
            let Some(slice) = self.slices.get(&(asked_by, ask.action, kind)) else { continue };
            let permits = self.order.iter().filter(|id| slice.policies.policy(id).is_some());
            let permits: Vec<&Rule> = permits.filter_map(|id| self.rules.get(id)).filter(|rule| rule.permits).collect();
            if !permits.is_empty() {
                return permits;
            }
        }
        Vec::new()
    }

    fn silence(&self, ask: &Ask<'_>) -> String {
        format!("no policy permits {} to {} on {}", ask.actor.id(), ask.action, ask.resource.id)
    }
}

fn not_evaluated(ask: &Ask<'_>) -> String {
    format!("the policies for `{}` on {} could not be evaluated, so nothing is permitted", ask.action, ask.resource.id)
}

fn forbidden(ask: &Ask<'_>, rules: &[&Rule]) -> Refusal {
    let check: &'static Check = if rules.iter().any(|rule| rule.way_out.is_some()) { &POL_2_4 } else { &POL_2_2 };
    let because = rules.iter().map(|rule| rule.because.as_str()).collect::<Vec<_>>().join("; ");
    let mut ways: Vec<String> = Vec::new();
    for rule in rules {
        let way = rule.way_out.map(|role| others::way_out(ask, role)).or_else(|| rule.remedy.clone());
        ways.extend(way.filter(|way| !ways.contains(way)));
    }
    Refusal { check, cites: cites(rules), because, remedy: ways.join("; ") }
}

fn nearest(rules: &[&Rule]) -> String {
    if rules.is_empty() {
        return String::new();
    }
    let said: Vec<String> = rules.iter().map(|rule| format!("{} ({})", rule.because, rule.id)).collect();
    format!("nearest: {}", said.join("; "))
}

/// Each policy by id, then where it comes from, if not from the house.
fn cites(rules: &[&Rule]) -> Vec<Citation> {
    let mut cites: Vec<Citation> = rules.iter().map(|rule| Citation(format!("policy {}", rule.id))).collect();
    for rule in rules.iter().filter(|rule| rule.cite.0 != "house") {
        if !cites.contains(&rule.cite) {
            cites.push(rule.cite.clone());
        }
    }
    cites
}
