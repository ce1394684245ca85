//! Armenian: eastern spellings first, western ones after them (`b` for `p`, and so on).

pub const RULES: &str = "\
ա a
բ b p
գ g k
դ d t
ե e ye
զ z
է e
ը y e -
թ t
ժ zh j
ի i
լ l
խ kh x
ծ ts dz
կ k g
հ h
ձ dz ts tz
ղ gh l g
ճ ch j tch
մ m
յ y h
ն n
շ sh
ո o vo
չ ch
պ p b
ջ j ch
ռ r rr
ս s
վ v
տ t d
ր r
ց ts c tz
ւ v u w
փ p ph
ք k kh q
օ o
ֆ f
ու u ou
եւ ev yev
^ո vo o
^ե ye e
յա ya ia
իա ia ya
եա ia ya ea
յո yo io
յե ye
";
