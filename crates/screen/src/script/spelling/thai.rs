//! Thai: the Royal system and what passports write. Short vowels between consonants are not written in part of the words:
//! they stand as letters for nothing.

pub const RULES: &str = "\
ก k
ข kh k
ค kh k
ฆ kh k
ง ng
จ ch j c
ฉ ch
ช ch
ซ s
ฌ ch
ญ y n
ฎ d
ฏ t
ฐ th t
ฑ th t d
ฒ th t
ณ n
ด d
ต t
ถ th t
ท th t
ธ th t dh
น n
บ b
ป p
ผ ph p
ฝ f
พ ph p
ฟ f
ภ ph p bh
ม m
ย y
ร r l
ฤ rue ri
ล l
ว w v
ศ s
ษ s
ส s
ห h -
ฬ l
อ - o or
ฮ h
ะ a
า a ar
ำ am um
\u{0E34} i
\u{0E35} i ee
\u{0E36} ue u
\u{0E37} ue u eu
\u{0E38} u oo
\u{0E39} u oo
เ e ay
แ ae a
โ o
ใ ai
ไ ai i
\u{0E31}ว ua uo
\u{0E31}ย ai aya
เา ao au
รร an am ar
ทร s thr
ก$ k$
ข$ k$
ค$ k$
จ$ t$ j$
ช$ t$ ch$
ซ$ t$
ญ$ n$
ด$ t$ d$
ต$ t$
ถ$ t$
ท$ t$
ธ$ t$
บ$ p$ b$
ป$ p$
พ$ p$
ฟ$ p$
ภ$ p$
ร$ n$ r$
ล$ n$ l$
ศ$ t$ s$
ษ$ t$ s$
ส$ t$ s$
\u{0E31} a u
";
