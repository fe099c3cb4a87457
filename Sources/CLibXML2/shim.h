#include <libxml/xmlversion.h>
// Debian builds libxml2 with ICU, whose headers declare the same names as the ICU inside Foundation and
// cannot be imported beside it. Nothing here uses the one structure (of encoders) that differs.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
