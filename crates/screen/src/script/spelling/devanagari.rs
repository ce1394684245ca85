//! Devanagari: Hindi, Marathi and Nepali as passports and newspapers write them; `ə` is the unwritten vowel.

pub const RULES: &str = "\
अ a u
आ a aa
इ i e
ई i ee ii
उ u oo
ऊ u oo uu
ऋ ri ru
ए e ay
ऐ ai ay
ओ o
औ au ou
ऑ o
ऍ e
ə a - u
ə$ $ a$
\u{093E} a aa
\u{093F} i e
\u{0940} i ee y
\u{0941} u oo
\u{0942} u oo
\u{0943} ri ru
\u{0947} e ay ey
\u{0948} ai ay ei
\u{094B} o
\u{094C} au ou ow
\u{0949} o
\u{0945} e a
\u{0902} n m an
\u{0901} n -
\u{0903} h -
क k c
ख kh k
ग g
घ gh
ङ ng n
च ch c
छ chh ch
ज j
झ jh
ञ n ny
ट t
ठ th t
ड d
ढ dh
ण n
त t
थ th t
द d
ध dh d
न n
प p
फ ph f
ब b
भ bh
म m
य y
र r
ल l
ळ l
व v w
श sh s
ष sh s
स s
ह h
\u{093E}य ay ai
\u{0940}य iya
";
