// Debian builds libxml2 with ICU; <libxml/encoding.h> would pull in <unicode/ucnv.h>, whose types
// clash with Foundation's own ICU. Both lines must stand before any other libxml2 header.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlwriter.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlerror.h>
