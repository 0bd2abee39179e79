package struct FieldReader {}
