//! Hebrew: the Academy's simple rules, the older learned ones, and Yiddish and European family names.

pub const RULES: &str = "\
א a - e i o
ב b v
ג g
ד d
ה h - a
ו v o u w
ז z s
ח h ch kh
ט t
י y i e -
כ k kh ch c
ך kh ch k
ל l
מ m
ם m
נ n
ן n
ס s
ע a - e
פ p f ph
ף f ff
צ ts tz z c
ץ ts tz z
ק k q c
ר r
ש sh s sch
ת t th
' - j
וו w v
יי y ai ei
ה$ a$ ah$ h$
ג' j g
ז' zh j
צ' ch c
ץ' ch c
ת' th
";
