/// The words of a structure's name in lower case: `Kidney_left` has `kidney` and `left`.
func words(ofName name: String) -> [String] {
  name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
}
