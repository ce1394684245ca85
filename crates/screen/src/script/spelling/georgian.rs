//! Georgian: the national system of 2002, without its apostrophes, and what passports write.

pub const RULES: &str = "\
ა a
ბ b
გ g
დ d
ე e
ვ v w
ზ z
თ t
ი i
კ k
ლ l
მ m
ნ n
ო o
პ p
ჟ zh j
რ r
ს s
ტ t
უ u
ფ p ph f
ქ k q
ღ gh g
ყ q k y
შ sh
ჩ ch
ც ts c tz
ძ dz
წ ts c tz
ჭ ch tch
ხ kh h x
ჯ j dzh
ჰ h
ჱ e
ჲ i
ჳ w
ჴ q
ჵ o
";
