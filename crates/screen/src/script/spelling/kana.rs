//! Katakana, to which hiragana is brought: Hepburn and the systems of 1937 (kunrei), and the commonest letters for the
//! sounds of other languages.

pub const RULES: &str = "\
ア a
イ i e
ウ u w
エ e
オ o
カ ka ca
キ ki
ク ku k c
ケ ke
コ ko co
サ sa
シ shi si
ス su s
セ se
ソ so
タ ta
チ chi ti
ツ tsu tu ts
テ te
ト to t
ナ na
ニ ni
ヌ nu
ネ ne
ノ no
ハ ha
ヒ hi
フ fu hu f
ヘ he
ホ ho
マ ma
ミ mi
ム mu m
メ me
モ mo
ヤ ya
ユ yu
ヨ yo
ラ ra la
リ ri li
ル ru l r
レ re le
ロ ro lo
ワ wa
ヰ i
ヱ e
ヲ o wo
ン n m
ヴ vu v
ガ ga
ギ gi
グ gu g
ゲ ge
ゴ go
ザ za
ジ ji zi
ズ zu s z
ゼ ze
ゾ zo
ダ da
ヂ ji di
ヅ zu du
デ de
ド do d
バ ba va
ビ bi vi
ブ bu b v
ベ be ve
ボ bo vo
パ pa
ピ pi
プ pu p
ペ pe
ポ po
ァ a
ィ i
ゥ u
ェ e
ォ o
ー - h
ッ - t
ャ ya
ュ yu
ョ yo
キャ kya
キュ kyu
キョ kyo
シャ sha sya
シュ shu syu
ショ sho syo
チャ cha tya
チュ chu tyu
チョ cho tyo
ニャ nya
ニュ nyu new
ニョ nyo
ヒャ hya
ヒュ hyu
ヒョ hyo
ミャ mya
ミュ myu
ミョ myo
リャ rya
リュ ryu
リョ ryo
ギャ gya
ギュ gyu
ギョ gyo
ジャ ja zya
ジュ ju zyu
ジョ jo zyo
ビャ bya
ビュ byu
ビョ byo
ピャ pya
ピュ pyu
ピョ pyo
ファ fa
フィ fi
フェ fe
フォ fo
ティ ti
ディ di
トゥ tu
ドゥ du
ウィ wi vi
ウェ we ve
ウォ wo
ヴァ va
ヴィ vi
ヴェ ve
ヴォ vo
シェ she
ジェ je
チェ che
ツァ tsa za
ツィ tsi zi
ツェ tse ze
ツォ tso
オウ o ou oh
オー o oh ou
ウウ u uu
ウー u
コウ ko kou koh
ソウ so sou
トウ to tou
ノウ no nou
ホウ ho hou
モウ mo mou
ヨウ yo you
ロウ ro rou
ョウ yo you
ュウ yu yuu
ユウ yu yuu
ドウ do dou
ゴウ go gou
ゾウ zo zou
ボウ bo bou
ポウ po pou
クウ ku kuu
スウ su
フウ fu
";
