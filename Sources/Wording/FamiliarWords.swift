/// Words of other programs and of everyday language, by what they stand for.
enum FamiliarWords {
  /// Each line's words mean the same; which of them is right is decided by where they stand.
  private static let groups: [[String]] = [
    ["expectations", "rules", "checks", "constraints", "requirements", "expects", "assertions"],
    ["labels", "structures", "organs", "segments", "classes", "label_map"],
    ["label", "structure", "organ", "segment", "class", "roi", "target"],
    ["each", "labels", "structures", "organs", "group", "for", "for_each", "on", "targets"],
    ["segwarden", "format", "format_version", "language", "schema"],
    ["policy", "name", "id"],
    ["aliases", "alias", "names", "synonyms", "also"],
    ["value", "index", "number", "id", "label"],
    ["side", "laterality", "body_side"],
    ["because", "reason", "why", "rationale", "description", "comment", "message", "note"],
    ["source", "cite", "citation", "reference", "ref", "doi", "paper", "literature"],
    ["severity", "level", "action", "importance", "priority"],
    ["reject", "error", "critical", "fatal", "fail", "failure", "block", "must", "high"],
    ["accept", "pass", "passed", "ok", "sound", "good"],
    ["review", "warning", "warn", "major", "should", "medium", "moderate"],
    ["note", "info", "information", "minor", "hint", "low"],
    ["when", "if", "condition", "only_if", "where"],
    ["unless", "except", "if_not", "when_not"],
    ["left", "l", "sin", "sinistra", "sinister"],
    ["right", "r", "dext", "dextra", "dexter"],
    ["anterior", "front", "ventral", "a"],
    ["posterior", "back", "dorsal", "p"],
    ["superior", "top", "cranial", "upper", "above", "s"],
    ["inferior", "bottom", "caudal", "lower", "below", "i"],
    ["superior-to", "above", "over", "cranial-to", "higher-than"],
    ["inferior-to", "below", "under", "caudal-to", "lower-than"],
    ["anterior-to", "in-front-of", "ventral-to", "before"],
    ["posterior-to", "behind", "dorsal-to"],
    ["typical", "normal", "usual", "soft", "expected"],
    ["possible", "allowed", "hard", "absolute", "limits", "range"],
    ["required", "must", "mandatory", "yes", "true", "always", "present"],
    ["optional", "maybe", "may", "allowed"],
    ["forbidden", "no", "false", "never", "absent", "none"],
    ["presence", "present", "exists", "exist", "existence", "required"],
    ["connectivity", "connected", "components", "component", "islands", "pieces", "fragments"],
    ["holes", "cavities", "cavity", "hole"],
    [
      "adjacency", "touches", "touching", "contact", "adjacent", "neighbour", "neighbor", "neighbours", "neighbors",
      "borders",
    ],
    ["containment", "inside", "within", "contains", "contained_in"],
    ["overlap", "overlaps", "dice", "intersection", "disjoint"],
    ["position", "location", "located", "direction"],
    ["volume", "size"],
    ["area", "size"],
    ["extent", "length", "height", "width", "dimensions", "bounding_box", "bbox"],
    ["intensity", "hu", "hounsfield", "density", "grey", "gray"],
    ["symmetry", "symmetric", "mirrored"],
    ["sphericity", "sphere", "spherical", "round"],
    ["solidity", "convexity", "convex"],
    ["count", "number", "maximum", "max", "n"],
    ["components", "count", "number", "pieces", "islands"],
    ["ignore_below", "min_size", "minimum_size", "tolerance", "threshold", "ignore"],
    ["assert", "expression", "expr", "formula", "condition", "check"],
    ["ask", "question", "prompt", "llm", "model"],
    ["continuity", "gaps", "missing_slices"],
  ]

  /// The candidate that stands in one line with a word, or the two that may be meant; none when there are more.
  static func meant(by word: String, among candidates: some Sequence<String>) -> [String] {
    let word = word.lowercased()
    let own = Set(groups.filter { $0.contains(word) }.flatMap(\.self))
    let found = Set(candidates).intersection(own).subtracting([word])
    // The right word stands first in its line.
    let first = found.filter { name in groups.contains { $0.first == name && $0.contains(word) } }
    if (1...2).contains(first.count) { return first.sorted() }
    return found.count == 1 ? Array(found) : []
  }
}
