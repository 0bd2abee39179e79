import Application
import PolicyLanguage
import SegWarden
import TestSupport
import Testing

extension Scratch {
  /// Draws a shipped phantom and returns its path.
  func phantom(_ recipe: String, to name: String) throws -> String {
    #expect(try PhantomRun.draw(recipe, to: place(for: name)) == .success)
    return file(name)
  }
}

/// The shipped policy of kidneys: its one context is `nephrectomy`, which is none, left or right.
func kidneys() throws -> Policy { try PolicyLibrary(folders: []).policy("ct-kidneys").checked() }
