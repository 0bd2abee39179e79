/// A YAML text as it is written: every token and every comment with its place. `YAMLNode` is what the text means.
struct YAMLSyntax {
  struct Comment: Hashable {
    /// From `#` on, without white space at the end.
    var text: String
    var start: Int
    var line: Int
    var column: Int
    /// Whether nothing stands before it on its line.
    var ownLine: Bool
    var blankBefore: Bool
  }

  struct Node {
    enum Content {
      case leaf(Leaf)
      case collection(Collection)
    }

    /// Anchors and tags, as ranges of the text.
    var properties: [Range<Int>] = []
    var content: Content
    var start: YAMLPlace
    /// Where the last token ends; for block scalars the line after them.
    var end: YAMLPlace

    var collection: Collection? { if case .collection(let collection) = content { collection } else { nil } }
    var leaf: Leaf? { if case .leaf(let leaf) = content { leaf } else { nil } }
  }

  struct Leaf {
    enum Kind: Hashable {
      case empty, alias, plain, singleQuoted, doubleQuoted
      /// `|` or `>`, inside a block collection of this column.
      case block(parent: Int)
    }

    var kind: Kind
    /// Without anchor and tag.
    var range: Range<Int>
  }

  struct Collection {
    var isMapping: Bool
    var isFlow: Bool
    /// One key and value inside a flow sequence, without braces.
    var isPair = false
    /// The column of the keys or dashes of a block collection.
    var column: Int
    var items: [Item] = []
    /// On the line of the opening bracket.
    var opening: Comment?
    /// After the last item.
    var tail: [Comment] = []
  }

  /// An entry of a mapping or an item of a sequence.
  struct Item {
    /// Comments that stand before it.
    var leading: [Comment] = []
    /// Whether a blank line stands right before it.
    var blankBefore = false
    /// Whether its line starts with it.
    var onNewLine = false
    /// The key's or dash's place; in a flow sequence the value's.
    var start: YAMLPlace
    var key: Node?
    /// Where its colon or dash ends, if there is one.
    var markEnd: Int?
    /// On the line of the colon or dash, where the value comes later.
    var header: Comment?
    /// On lines of their own between colon or dash and value.
    var before: [Comment] = []
    var value: Node
    /// On the line where the value ends.
    var trailing: Comment?

    /// Whether the value begins on a later line than the key or dash.
    var valueOnNewLine: Bool { value.start.line > start.line }
    var hasGapComments: Bool { header != nil || !before.isEmpty }
  }

  /// A directive, `---` or `...`.
  struct Marker {
    var leading: [Comment]
    var blankBefore: Bool
    var range: Range<Int>
    var trailing: Comment?
  }

  let source: [Unicode.Scalar]
  /// What stands before the root.
  var prefix: [Marker] = []
  var root: Item
  /// `...`, if there is one, and comments after it.
  var suffix: Marker?
  var end: [Comment] = []
  var hasAliases = false

  func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: source[range])
    return String(text)
  }

  /// A key as it is written, without anchor and tag.
  func keyText(_ key: Node) -> String { key.leaf.map { text($0.range) } ?? "" }
}
