#pragma once
// DCMTK is C++: its headers are included by CDCMTKCodec alone.
