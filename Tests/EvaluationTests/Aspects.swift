import Evaluation
import PolicyLanguage

extension Finding {
  /// The code without its kind, as examples write it.
  var aspect: String { code.aspect.text }
}
