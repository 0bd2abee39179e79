import Application
import Cases
import TestSupport
import Testing

extension Scratch {
  /// Draws a shipped phantom and returns its path.
  func phantom(_ recipe: String, to name: String) throws -> String {
    #expect(try PhantomRun.draw(recipe, to: place(for: name)) == .success)
    return file(name)
  }
}
