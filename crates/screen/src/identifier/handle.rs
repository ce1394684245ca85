//! Names of accounts on a service: `@name`, `t.me/name`, `https://x.com/name`.

/// Services whose addresses end in a name of an account. From general knowledge.
const SERVICES: &[(&str, &str)] = &[
    ("t.me", "TELEGRAM"),
    ("telegram.me", "TELEGRAM"),
    ("x.com", "X"),
    ("twitter.com", "X"),
    ("instagram.com", "INSTAGRAM"),
    ("facebook.com", "FACEBOOK"),
    ("fb.com", "FACEBOOK"),
    ("vk.com", "VK"),
    ("tiktok.com", "TIKTOK"),
    ("linkedin.com/in", "LINKEDIN"),
    ("github.com", "GITHUB"),
    ("youtube.com", "YOUTUBE"),
    ("ok.ru", "OK"),
    ("snapchat.com/add", "SNAPCHAT"),
    ("wa.me", "WHATSAPP"),
];

/// The service and the name (lower case, without `@`), where an address of the service is written.
pub fn on_service(written: &str) -> Option<(&'static str, String)> {
    let lower = written.trim().to_lowercase();
    let bare = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").or_else(|| bare.strip_prefix("m.")).unwrap_or(bare);
    SERVICES.iter().find_map(|(address, service)| {
        let rest = bare.strip_prefix(address)?.strip_prefix('/')?;
        let name = rest.trim_start_matches('@').split(['/', '?', '#']).next()?;
        is_name(name).then(|| (*service, name.to_owned()))
    })
}

/// Whether the text is a name of an account with its `@`.
pub fn has_shape(written: &str) -> bool {
    written.trim().strip_prefix('@').is_some_and(is_name)
}

/// The key: the service if known, and the name.
pub fn normal(written: &str) -> String {
    match on_service(written) {
        Some((service, name)) => format!("{service}@{}", name.to_uppercase()),
        None => format!("@{}", written.trim().trim_start_matches('@').to_uppercase()),
    }
}

fn is_name(name: &str) -> bool {
    (2..=64).contains(&name.chars().count())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_in_its_address() {
        for written in ["https://twitter.com/Some_Name?s=20", "x.com/some_name", "www.x.com/@some_name/"] {
            assert_eq!(normal(written), "X@SOME_NAME", "{written}");
        }
        assert_eq!(normal("@Some_Name"), "@SOME_NAME");
        assert!(has_shape("@name") && !has_shape("name") && !has_shape("@"));
        assert_eq!(on_service("https://example.org/name"), None);
    }
}
