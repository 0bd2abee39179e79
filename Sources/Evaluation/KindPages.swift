package import PolicyLanguage

/// The kinds' pages: `Kinds/NAME/page.md`, put in by the build and read once.
package enum KindPages {
  /// The page in each kind's folder, by the kind's name, or why it is none.
  package static let read: [String: Result<KindPage, KindPageError>] = embeddedTexts.reduce(into: [:]) { pages, entry in
    let path = entry.path.description.split(separator: "/")
    guard path.count == 2, path[1] == "page.md" else { return }
    let name = String(path[0])
    pages[name] = Result { () throws(KindPageError) in
      try KindPage(of: name, markdown: entry.text.description)
    }
  }

  /// The page of a kind; where there is none, one that says so. A test holds that there is one for every kind.
  static func page(of name: String) -> KindPage {
    switch read[name] ?? .failure(.none(of: name)) {
    case .success(let page): page
    case .failure(let fault):
      KindPage(summary: fault.message, why: fault.message, example: "", judged: fault.message, remedy: "")
    }
  }
}

extension JudgedKind {
  package static var page: KindPage { KindPages.page(of: name) }
}

extension KindPageError {
  fileprivate static func none(of kind: String) -> KindPageError {
    KindPageError(code: .missing, message: "The kind '\(kind)' has no page.", location: kind)
  }
}
