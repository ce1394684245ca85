//! Licence expressions (SPDX 2.3, annex D): words joined by `AND`, `OR` and `WITH`, with parentheses. A slash is the old
//! spelling of `OR`.

/// An expression.
#[derive(Debug, PartialEq, Eq)]
pub enum Expression {
    /// One licence, with its exception if it has one.
    Licence(String),
    /// All of them bind.
    All(Vec<Expression>),
    /// Any of them may be chosen.
    Any(Vec<Expression>),
}

impl Expression {
    /// Reads an expression; nothing if it is none.
    pub fn parse(text: &str) -> Option<Expression> {
        let spaced = text.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut rest = words.as_slice();
        let expression = any(&mut rest)?;
        rest.is_empty().then_some(expression)
    }

    /// Whether it can be satisfied with licences that are fine.
    pub fn holds(&self, fine: &impl Fn(&str) -> bool) -> bool {
        match self {
            Expression::Licence(name) => fine(name),
            Expression::All(parts) => parts.iter().all(|part| part.holds(fine)),
            Expression::Any(parts) => parts.iter().any(|part| part.holds(fine)),
        }
    }
}

fn any(rest: &mut &[&str]) -> Option<Expression> {
    let mut parts = vec![all(rest)?];
    while take(rest, "OR") {
        parts.push(all(rest)?);
    }
    Some(Expression::Any(parts))
}

fn all(rest: &mut &[&str]) -> Option<Expression> {
    let mut parts = vec![one(rest)?];
    while take(rest, "AND") {
        parts.push(one(rest)?);
    }
    Some(Expression::All(parts))
}

fn one(rest: &mut &[&str]) -> Option<Expression> {
    if take(rest, "(") {
        let inner = any(rest)?;
        return take(rest, ")").then_some(inner);
    }
    let name = word(rest)?;
    if take(rest, "WITH") {
        return Some(Expression::Licence(format!("{name} WITH {}", word(rest)?)));
    }
    Some(Expression::Licence(name.to_owned()))
}

fn take(rest: &mut &[&str], wanted: &str) -> bool {
    let found = rest.first() == Some(&wanted);
    if found {
        *rest = &rest[1..];
    }
    found
}

fn word<'a>(rest: &mut &[&'a str]) -> Option<&'a str> {
    let (first, others) = rest.split_first()?;
    let reserved = ["(", ")", "AND", "OR", "WITH"].contains(first);
    *rest = others;
    (!reserved).then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, allowed: &[&str]) -> Option<bool> {
        Some(Expression::parse(text)?.holds(&|name: &str| allowed.contains(&name)))
    }

    #[test]
    fn and_binds_before_or() {
        assert_eq!(holds("A OR B AND C", &["A"]), Some(true));
        assert_eq!(holds("A OR B AND C", &["B"]), Some(false));
        assert_eq!(holds("(A OR B) AND C", &["A"]), Some(false));
        assert_eq!(holds("(A OR B) AND C", &["B", "C"]), Some(true));
    }

    #[test]
    fn an_exception_is_part_of_its_licence() {
        assert_eq!(holds("A WITH X OR B", &["A"]), Some(false));
        assert_eq!(holds("A WITH X OR B", &["A WITH X"]), Some(true));
        assert_eq!(holds("A/B", &["B"]), Some(true));
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for text in ["", "A B", "A OR", "(A", "A)", "AND", "A WITH"] {
            assert_eq!(Expression::parse(text), None, "{text}");
        }
    }
}
