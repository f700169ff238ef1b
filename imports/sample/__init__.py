"""The sample register: public announcements, how each is coded, and the words it rests on."""
