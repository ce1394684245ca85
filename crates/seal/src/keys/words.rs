//! The words of fingerprints: 256, chosen by us, plain English, each known by its first four letters.

/// One word per byte value.
pub(super) const WORDS: [&str; 256] = [
    "acorn", "actor", "agenda", "album", "alley", "almond", "amber", "anchor", "angle", "ankle", "apple", "apron",
    "arch", "arena", "arrow", "atlas", "autumn", "avenue", "badge", "bagel", "bakery", "balcony", "bamboo", "banner",
    "barrel", "basket", "beacon", "beaver", "bench", "berry", "bicycle", "birch", "biscuit", "blanket", "blossom",
    "boat", "bonnet", "border", "bottle", "boulder", "branch", "brass", "bread", "brick", "bridge", "bronze", "bucket",
    "buffalo", "butter", "cabin", "cactus", "camera", "canal", "candle", "canoe", "carbon", "carpet", "castle",
    "cedar", "cello", "cereal", "chalk", "cherry", "chimney", "cider", "cinema", "circle", "clay", "cliff", "clover",
    "coast", "cobalt", "coffee", "comet", "copper", "coral", "cotton", "cradle", "crane", "crystal", "cupboard",
    "curtain", "daisy", "dancer", "delta", "denim", "desert", "diamond", "dinner", "dolphin", "donkey", "dragon",
    "drawer", "drum", "eagle", "easel", "echo", "elbow", "elephant", "ember", "engine", "equal", "estate", "evening",
    "fabric", "falcon", "farmer", "feather", "fence", "ferry", "fiddle", "fjord", "flame", "flute", "forest", "fossil",
    "fountain", "frost", "galaxy", "garden", "garlic", "gazelle", "ginger", "glacier", "goblet", "granite", "grape",
    "guitar", "hammer", "harbour", "harvest", "hazel", "helmet", "heron", "hickory", "honey", "horizon", "hotel",
    "igloo", "iris", "island", "ivory", "jacket", "jasmine", "jersey", "jigsaw", "journal", "jungle", "juniper",
    "kayak", "kernel", "kettle", "kitchen", "kite", "koala", "ladder", "lagoon", "lantern", "laurel", "lemon",
    "lentil", "library", "lilac", "linen", "lizard", "lobster", "lotus", "lumber", "magnet", "mango", "maple",
    "marble", "meadow", "melon", "mercury", "mirror", "monsoon", "mosaic", "mountain", "mustard", "napkin", "nectar",
    "needle", "nickel", "north", "nutmeg", "oasis", "ocean", "olive", "onion", "opal", "orange", "orchard", "otter",
    "oyster", "paddle", "palace", "panther", "paper", "parsley", "pebble", "pelican", "pencil", "pepper", "piano",
    "pigeon", "pillow", "planet", "plum", "pocket", "poplar", "pottery", "prairie", "prism", "pumpkin", "puzzle",
    "quartz", "quilt", "rabbit", "radio", "rainbow", "raisin", "raven", "ribbon", "river", "robin", "rocket",
    "rosemary", "ruby", "saddle", "salmon", "sandal", "satin", "scarf", "school", "seagull", "shadow", "shell",
    "silver", "sparrow", "spoon", "spruce", "squirrel", "stable", "station", "stone", "sugar", "summer", "sunset",
    "swan", "table", "teapot", "temple", "thistle", "thunder", "tiger",
];
