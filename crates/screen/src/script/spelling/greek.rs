//! Greek: ISO 843 and ELOT 743, the classical way, and what Greek passports and Cypriots write.

pub const RULES: &str = "\
α a
ά a
β v b
γ g gh y
δ d dh
ε e
έ e
ζ z
η i e
ή i e
θ th t
ι i
ί i
ϊ i
ΐ i
κ k c
λ l
μ m
ν n
ξ x ks
ο o
ό o
π p
ρ r rh
σ s
ς s
τ t
υ y u i
ύ y u i
ϋ y u
ΰ y u
φ f ph
χ ch h kh x
ψ ps
ω o
ώ o
ου ou u
ού ou u
αι ai e ae
αί ai e ae
ει ei i
εί ei i
οι oi i oe
οί oi i oe
αυ av af au
αύ av af au
ευ ev ef eu
εύ ev ef eu
μπ b mp mb
^μ m
ντ nt d nd
γκ gk g ng
γγ ng gg
γχ nch nh
τζ tz j dz
τσ ts ch tz
ρρ rr r
λλ ll l
σσ ss s
νν nn n
ια ia ya a
ία ia ea
γι gi y yi i
ιώ io yo
ιο io yo
ύφ yf yph
";
