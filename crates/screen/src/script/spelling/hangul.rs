//! Hangul letters: Revised Romanisation, McCune-Reischauer and common spellings of names. First consonants, vowels and
//! last consonants are different units.

pub const RULES: &str = "\
\u{1100} g k
\u{1101} kk gg
\u{1102} n l
\u{1103} d t
\u{1104} tt dd
\u{1105} r l n
\u{1106} m
\u{1107} b p
\u{1108} pp bb
\u{1109} s sh
\u{110A} ss
\u{110B} -
\u{110C} j ch
\u{110D} jj tch
\u{110E} ch
\u{110F} k c
\u{1110} t
\u{1111} p f ph
\u{1112} h
\u{1161} a ah
\u{1162} ae e ai
\u{1163} ya
\u{1164} yae
\u{1165} eo o u eu
\u{1166} e
\u{1167} yeo yo you yu
\u{1168} ye
\u{1169} o oh
\u{116A} wa
\u{116B} wae
\u{116C} oe oi we
\u{116D} yo yoo
\u{116E} u oo woo
\u{116F} wo weo
\u{1170} we
\u{1171} wi ui
\u{1172} yu yoo ryu
\u{1173} eu u
\u{1174} ui ee eui
\u{1175} i ee y
\u{11A8} k g
\u{11A9} k
\u{11AB} n
\u{11AE} t d
\u{11AF} l r
\u{11B0} k lk
\u{11B7} m
\u{11B8} p b
\u{11BA} t s
\u{11BB} t ss
\u{11BC} ng
\u{11BD} t j
\u{11BE} t ch
\u{11BF} k
\u{11C0} t
\u{11C1} p
\u{11C2} t h
";
