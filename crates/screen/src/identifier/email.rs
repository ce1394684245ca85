//! E-mail addresses (RFC 5321, 5322): lower case throughout; the key is the address without what a provider ignores, where
//! that is known of it.

/// Providers that ignore dots before the `@`. From general knowledge.
const DOTS_IGNORED: &[&str] = &["gmail.com", "googlemail.com"];

/// Whether the text has the shape of an address: one `@`, something before it, a domain with a dot after it.
pub fn has_shape(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
    };
    (1..=64).contains(&local.len())
        && !local.contains(char::is_whitespace)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && domain.len() <= 253
        && domain.contains('.')
        && domain.split('.').all(label)
}

/// The address in upper case, without a display name, `mailto:`, and what follows `+` before the `@`.
pub fn normal(written: &str) -> String {
    let bare = match (written.rfind('<'), written.rfind('>')) {
        (Some(open), Some(close)) if open < close => &written[open + 1..close],
        _ => written,
    };
    let lower = bare.trim().to_lowercase();
    let lower = lower.strip_prefix("mailto:").unwrap_or(&lower);
    let Some((local, domain)) = lower.rsplit_once('@') else { return lower.to_uppercase() };
    let domain = domain.trim_end_matches('.');
    let local = local.split_once('+').map_or(local, |(before, _)| if before.is_empty() { local } else { before });
    let local = if DOTS_IGNORED.contains(&domain) { local.replace('.', "") } else { local.to_owned() };
    let domain = if domain == "googlemail.com" { "gmail.com" } else { domain };
    format!("{local}@{domain}").to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_has_one_key() {
        for written in
            ["A.Test@GMail.com", "atest+list@googlemail.com", "\"A Test\" <a.test@gmail.com>", "mailto:atest@gmail.com"]
        {
            assert_eq!(normal(written), "ATEST@GMAIL.COM", "{written}");
        }
        assert_eq!(normal("a.test@example.org"), "A.TEST@EXAMPLE.ORG");
        assert_eq!(normal("+@example.org"), "+@EXAMPLE.ORG");
    }

    #[test]
    fn shapes() {
        assert!(has_shape("a@example.org") && has_shape("имя@пример.рф"));
        for bad in ["a@b", "@example.org", "a@", "a@-b.org", "a b@example.org", ".a@example.org", "a@b..org"] {
            assert!(!has_shape(bad), "{bad}");
        }
    }
}
