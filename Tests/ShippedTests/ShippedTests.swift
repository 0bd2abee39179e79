import Foundation
import Shipped
import TestSupport
import Testing

struct ShippedTests {
  /// A folder of the checkout and what the program carries of it.
  enum Folder: String, CaseIterable {
    case policies = "Policies"
    case phantoms = "Policies/phantoms"
    case prompts = "Prompts"

    var texts: [(name: String, text: String)] {
      switch self {
      case .policies: Shipped.policies()
      case .phantoms: Shipped.phantoms()
      case .prompts: Shipped.prompts()
      }
    }

    var root: URL {
      Checkout.file(rawValue)
    }
  }

  @Test(arguments: Folder.allCases)
  func `the program carries every file of the folder, unchanged`(folder: Folder) throws {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.root.path).filter {
      let isText = $0.contains(".") && !$0.hasPrefix(".") && !$0.hasSuffix(".test.yaml")
      return isText && (folder == .prompts || !$0.contains("/"))
    }
    #expect(folder.texts.map(\.name) == names.map { ($0 as NSString).deletingPathExtension }.sorted())
    for file in names {
      let text = folder.texts.first { $0.name == (file as NSString).deletingPathExtension }?.text
      let written = try Data(contentsOf: folder.root.appending(path: file))
      #expect(text.map { Data($0.utf8) } == written, "\(file) differs from what the program carries")
    }
  }
}
