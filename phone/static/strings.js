// What the page itself says, in the language of the number on the screen.

const STRINGS = {
  hi: {
    input: "संदेश लिखें", send: "भेजें", attach: "फोटो या कागज जोड़ें", voice: "बोलकर भेजें", menu: "विकल्प",
    close: "बंद करें", cancel: "रद्द करें", typing: "लिख रहे हैं…", you: "आप", as: (name) => `आप: ${name}`,
    today: "आज", photo: "फोटो", document: "कागज (PDF)", location: "जगह", caption: "फोटो के साथ कुछ लिखें",
    people: "कौन लिख रहा है", fresh: "नया व्यक्ति", person: (n) => `नया व्यक्ति ${n}`, clear: "यह चैट खाली करें",
    numbers: "किससे बात करनी है", try: "यह लिखकर देखें", swap: (name) => `${name} पर जाएँ`,
    sendLocation: "जगह भेजें", here: "मेरी अभी की जगह", noPlace: "जगह नहीं मिली।", chat: "बातचीत",
    noVoice: "यहाँ रिकॉर्डिंग नहीं हो सकती।", audio: "आवाज का संदेश", contact: "संपर्क", choose: "एक चुनें",
    unread: "बॉट से संपर्क नहीं हुआ। फिर कोशिश हो रही है।", refused: "यह नहीं भेजा जा सका।", odd: "यह संदेश यहाँ नहीं दिख सकता।",
    lost: "नहीं पहुँचा", sent: "भेजा गया", delivered: "पहुँच गया", read: "पढ़ लिया गया", opens: "खोलें",
  },
  te: {
    input: "సందేశం రాయండి", send: "పంపండి", attach: "ఫోటో లేదా పత్రం జత చేయండి", voice: "మాట్లాడి పంపండి", menu: "ఎంపికలు",
    close: "మూసివేయండి", cancel: "వద్దు", typing: "టైప్ చేస్తున్నారు…", you: "మీరు", as: (name) => `మీరు: ${name}`,
    today: "ఈ రోజు", photo: "ఫోటో", document: "పత్రం (PDF)", location: "స్థలం", caption: "దీనితో పాటు ఏమైనా రాయండి",
    people: "ఎవరు రాస్తున్నారు", fresh: "కొత్త వ్యక్తి", person: (n) => `కొత్త వ్యక్తి ${n}`, clear: "ఈ చాట్ ఖాళీ చేయండి",
    numbers: "ఎవరితో మాట్లాడాలి", try: "ఇలా రాసి చూడండి", swap: (name) => `${name}కు మారండి`,
    sendLocation: "స్థలం పంపండి", here: "నేను ఉన్న చోటు", noPlace: "స్థలం దొరకలేదు.", chat: "సంభాషణ",
    noVoice: "ఇక్కడ రికార్డ్ చేయలేము.", audio: "వాయిస్ సందేశం", contact: "పరిచయం", choose: "ఒకటి ఎంచుకోండి",
    unread: "బాట్ స్పందించలేదు. మళ్లీ ప్రయత్నిస్తున్నాం.", refused: "దీన్ని పంపలేకపోయాం.", odd: "ఈ సందేశాన్ని ఇక్కడ చూపలేము.",
    lost: "చేరలేదు", sent: "పంపారు", delivered: "చేరింది", read: "చదివారు", opens: "తెరవండి",
  },
  en: {
    input: "Message", send: "Send", attach: "Attach a photo or paper", voice: "Record a voice message", menu: "Options",
    close: "Close", cancel: "Cancel", typing: "typing…", you: "You", as: (name) => `You: ${name}`,
    today: "Today", photo: "Photo", document: "Document (PDF)", location: "Location", caption: "Add a caption",
    people: "Who is writing", fresh: "New person", person: (n) => `New person ${n}`, clear: "Empty this chat",
    numbers: "Whom to talk to", try: "Try writing", swap: (name) => `Switch to ${name}`,
    sendLocation: "Send location", here: "Where I am now", noPlace: "The place could not be found.", chat: "Conversation",
    noVoice: "Recording is not possible here.", audio: "Voice message", contact: "Contact", choose: "Choose one",
    unread: "The bot did not answer. Trying again.", refused: "This could not be sent.", odd: "This message cannot be shown here.",
    lost: "Not delivered", sent: "sent", delivered: "delivered", read: "read", opens: "Open",
  },
};

/** Returns the page's words in a language. */
export function strings(language) {
  return STRINGS[language] ?? STRINGS.en;
}
