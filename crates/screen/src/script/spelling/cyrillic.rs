//! Cyrillic: letters and conventions of Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, Kazakh, Kyrgyz,
//! Uzbek, Tajik, Mongolian; English, French and German newspaper spellings of Russian.

pub const RULES: &str = "\
а a
б b
в v w f
г g h gh
д d
е e ye je ie
ё yo e o io jo
ж zh j z g
з z s
и i y
й y i j -
к k c
л l
м m
н n
о o a
п p
р r
с s ss
т t
у u ou w
ф f ph
х kh h x ch
ц ts c tz tc
ч ch tch c tsch
ш sh s sch ch
щ shch sch sh sht stch
ъ - a u
ы y i
ь - y i j
э e
ю yu u iu ju iou
я ya ia a ja
ий y i iy ii ij
ый y yi iy yj
ай ai ay aj
ей ei ey ej
ье ye ie e iye
ьё yo io e
ьи yi i
кс x ks
ьо o yo io
ия iya ia ya ija
ие ie iye ije
ев ev yev eff iev
ея eya ea eia
ьх kh
шч shch
^е ye e je
^є ye ie e
^ю yu iu ju
^я ya ia ja
^х kh h
і i y
ї yi i ji
є ie ye e je
ґ g
ў w u v o
ј j y i
љ lj l ly lj
њ nj n ny gn
ћ c ch cj
ђ dj d j gj
џ dz dzh j dj
ѓ gj g dj
ќ kj k c
ѕ dz z
ѝ i
ә a e ae
ғ g gh
қ k q
ң n ng
ө o u oe
ұ u
ү u
һ h kh
ҳ h kh
ҷ j dj
ӣ i
ӯ u
ҕ gh g
ҡ k q
ҫ s th
ҙ z dh
ӑ a
ӗ e
ӱ u
ӧ o
ӓ a
";
