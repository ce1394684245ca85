//! Arabic letters: what other languages than Arabic add, and conventions of Persian, Urdu, Pashto, Kurdish, Uyghur and of
//! the French and English spellings of Arabic.

pub const RULES: &str = "\
ا a e i u o -
آ a aa
أ a o u e
إ i e
ؤ o u w
ئ i e y -
ء - a
ب b p
پ p b
ت t
ث th s t
ج j g dj dg
چ ch c tch
ح h
خ kh k h x
د d
ذ dh z d th
ر r
ز z s
ژ zh j
س s ss
ش sh ch
ص s
ض d z dh
ط t
ظ z dh d
ع a - e i o u
غ gh g
ف f v
ق q k g c
ك k c
گ g
ل l
م m
ن n
ه h -
ة a ah e eh at
و w v u ou o
ي y i e ee
ى a i y
ٹ t
ڈ d
ڑ r
ں n -
ے e ay y
ټ t
ډ d
ړ r
ڼ n
ښ sh kh x
ږ zh g
ځ dz z
څ ts s
ڭ ng
ڕ r
ڵ l
ۉ o
ال al el ul
ي$ i$ y$ ee$
ه$ eh$ a$ h$ ah$ e$
ية iya ia iyya
يا ya ia
او aw ao au
اي ai ay ei
يي yi i ayi
وا wa oua va
";
