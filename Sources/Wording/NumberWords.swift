/// Numbers in words: `three`, `thirty-eight`, `two hundred and five`, `twice`.
package enum NumberWords {
  private static let units = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
  private static let scales = ["hundred": 100, "thousand": 1000]

  /// The number that words begin with, and how many of them make it; nil when the first is none.
  package static func number(at words: ArraySlice<String>) -> (value: Int, count: Int)? {
    var (total, group, used) = (0, 0, 0)
    var last = Last.nothing
    for (offset, word) in words.enumerated() {
      if let unit = units.firstIndex(of: word),
        last == .nothing || (last == .tens && (1...9).contains(unit)) || last == .scale
      {
        (group, last, used) = (group + unit, .unit, offset + 1)
      } else if let ten = tens.firstIndex(of: word), last == .nothing || last == .scale {
        (group, last, used) = (group + 10 * (ten + 2), .tens, offset + 1)
      } else if let scale = scales[word], last != .scale {
        // “A hundred” is one hundred.
        group = max(group, 1) * scale
        if scale == 1000 { (total, group) = (total + group, 0) }
        (last, used) = (.scale, offset + 1)
      } else if word == "and", last == .scale {
        continue
      } else {
        break
      }
    }
    return used > 0 ? (total + group, used) : nil
  }

  private enum Last { case nothing, unit, tens, scale }

  /// `twice` and `thrice`: how many times.
  package static let times = ["twice": 2, "thrice": 3]

  /// The number that one word is by itself, in digits: of these, and `none`, `no`, `once`; nil for every other text.
  package static func digits(_ word: String) -> String? {
    let word = word.lowercased()
    let alone = ["none": 0, "no": 0, "once": 1]
    return (alone[word] ?? times[word] ?? number(at: [word])?.value).map(String.init)
  }
}
