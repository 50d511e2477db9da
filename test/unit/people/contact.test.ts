import { describe, expect, it } from 'vitest';
import { contactKindOf } from '../../../shared/people/contact.ts';

describe('columns that look like names and contact details', () => {
  it.each([
    ['Name', 'name'],
    ['first_name', 'name'],
    ['RecipientLastName', 'name'],
    ['Prénom', 'name'],
    ['Nachname', 'name'],
    ['姓名', 'name'],
    ['E-Mail', 'email'],
    ['E-Mail-Adresse', 'email'],
    ['RecipientEmail', 'email'],
    ['correo electrónico', 'email'],
    ['Telefon 2', 'phone'],
    ['mobile phone number', 'phone'],
    ['Straße', 'address'],
    ['home address', 'address'],
    ['ZIP code', 'address'],
    ['LocationLatitude', 'address'],
    ['Date of birth', 'birth-date'],
    ['Geburtsdatum', 'birth-date'],
    ['IPAddress', 'ip-address'],
    ['passport number', 'identity-number'],
  ])('are known by their name: %s', (column, kind) => {
    expect(contactKindOf(column, [])).toBe(kind);
  });

  it.each([
    'model name', 'model_name', 'user_id', 'user name id', 'participantNameId', 'age', 'gender', 'name_of_favourite_model', 'study_name', 'email_use', 'mobile_device', 'self_description',
    'location.birth_country', 'location.reside_country', 'religion.self_described', 'birth_year', 'stated_prefs.values', 'lm_usecases.homework_assistance',
    'generated_datetime', 'timing_duration_s', 'study_locale', 'description', 'internal', 'shipping', 'condition',
  ])('are not what merely sounds like one: %s', (column) => {
    expect(contactKindOf(column, ['Something', 'else'])).toBeNull();
  });

  it('are known by what stands in them', () => {
    expect(contactKindOf('reach', ['', 'at work', 'write to ada@example.org please'])).toBe('email');
    expect(contactKindOf('reach', ['+49 30 1234567', '(030) 123 4567', '0176 12345678'])).toBe('phone');
    expect(contactKindOf('reach', ['212-555-0123', '212-555-0199'])).toBe('phone');
    expect(contactKindOf('where', ['12 High Street', 'Hauptstraße 5', '7 Mill Lane'])).toBe('address');
    expect(contactKindOf('from', ['192.168.0.1', '10.0.0.7'])).toBe('ip-address');
    expect(contactKindOf('day', ['1961-04-02', '1987-11-30', '2001-06-17'])).toBe('birth-date');
    expect(contactKindOf('who', ['Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Ludwig van Beethoven', 'Turing, Alan', 'Edsger W. Dijkstra'])).toBe('name');
  });

  it('are found in one cell of many, where a telephone number names its country', () => {
    expect(contactKindOf('misc', ['nothing', 'call +44 7911 123456 please', 'late again', 'fine', 'x'])).toBe('phone');
    expect(contactKindOf('misc', ['nothing', '+49 (0) 170 1234567', 'late again', 'fine', 'x'])).toBe('phone');
    expect(contactKindOf('misc', ['a +3 b', '1+12345678', 'GMT+01:00', '+1234567890123456', '10+20 / 30 / 40'])).toBeNull();
  });

  it('are not numbers, dates of one study, categories, or countries', () => {
    const harmless: Readonly<Record<string, readonly string[]>> = {
      id: ['12345678', '20240101', '99999999'],
      income: ['10000-20000', '20000-30000'],
      when: ['2026-01-02', '2026-02-03', '2026-11-04'],
      at: ['12:30:00', '13:45:10'],
      seconds: ['529927.25', '1234567.5'],
      country: ['United Kingdom', 'United Kingdom', 'South Africa', 'New Zealand', 'South Africa', 'United States'],
      work: ['Working full-time', 'Working part-time', 'Student', 'Retired', 'Homemaker'],
      agent: ['user0', 'user1', 'user2'],
    };
    for (const [column, cells] of Object.entries(harmless)) expect([column, contactKindOf(column, cells)]).toEqual([column, null]);
  });
});
