import PolicyLanguage
import SegWarden

/// The shipped policy of kidneys: its one context is `nephrectomy`, which is none, left or right.
func kidneys() throws -> Policy { try PolicyLibrary(folders: []).policy("ct-kidneys").checked() }
