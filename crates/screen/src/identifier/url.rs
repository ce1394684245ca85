//! Addresses on the web (RFC 3986): without scheme, `www.`, the default port, the fragment and a last slash; the host in lower
//! case.

/// Whether the text has the shape of an address: a scheme, or `www.`.
pub fn has_shape(written: &str) -> bool {
    let lower = written.trim().to_lowercase();
    ["http://", "https://", "ftp://", "www."]
        .iter()
        .any(|start| lower.starts_with(start) && lower.len() > start.len() + 2)
}

/// The address in one spelling. The path keeps its case: it may tell.
pub fn normal(written: &str) -> String {
    let trimmed = written.trim();
    let bare = trimmed.split_once("://").map_or(trimmed, |(_, rest)| rest);
    let bare = bare.split('#').next().unwrap_or_default();
    let cut = bare.find(['/', '?']).unwrap_or(bare.len());
    let (host, path) = bare.split_at(cut);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host).to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(host).trim_end_matches('.');
    format!("{host}{}", path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_key() {
        for written in [
            "https://www.Example.org/Path/",
            "http://example.org:80/Path#top",
            "EXAMPLE.org/Path",
            "https://user@example.org./Path",
        ] {
            assert_eq!(normal(written), "example.org/Path", "{written}");
        }
        assert!(
            has_shape("www.example.org") && has_shape("https://a.b") && !has_shape("example") && !has_shape("www.")
        );
        let _ = normal("://");
    }
}
