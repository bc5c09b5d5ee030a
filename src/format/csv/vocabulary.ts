/**
 * Words that name fields, folded to lower-case ASCII, in English, French, Spanish, German, Italian and Portuguese. Evidence among other
 * evidence: a table whose names are not here is recognised by its types.
 */
const WORDS = `
id ids uid uuid guid key code codes no nr num number nummer numero nombre index idx rank order ref reference type kind class category
categorie categoria kategorie group grupo gruppe gruppo groupe level status state stato estado statut etat zustand flag label tag name names
nom noms nome nombre nombres apellido cognome sobrenome vorname nachname bezeichnung title titre titulo titolo titel description desc
descripcion descrizione descricao beschreibung libelle comment comments remarque note notes notiz bemerkung text texto testo value values
valeur valor valore wert amount montant monto importe importo betrag quantity qty quantite cantidad quantita quantidade menge anzahl count
total sum somme suma summe price prix precio prezzo preco preis cost cout costo custo kosten rate taux tasa tasso taxa quote percent percentage
pct ratio share score mean avg average min max median std stdev var variance date dates datum data fecha time heure hora ora zeit datetime
timestamp start begin debut inicio inizio anfang end fin fine fim ende year annee ano anno jahr month mois mes mese monat day jour dia giorno
tag week semaine semana settimana woche quarter hour minute second created updated modified at from to country pays pais paese land region
regione regiao city ville ciudad citta cidade stadt commune comune municipio gemeinde town county province provincia department departement
departamento district address adresse direccion indirizzo endereco street rue calle via strasse zip postal postcode plz cp lat latitude lon lng
long longitude latitud longitud location lieu lugar luogo place site url link web website email mail phone telephone telefono telefone
telefon tel fax mobile user usuario utente benutzer client cliente kunde customer supplier fournisseur proveedor company societe empresa azienda
firma organization employee gender sex sexe sexo geschlecht age edad alter eta birth naissance nacimiento weight poids peso gewicht height
taille altura hohe length longueur width largeur depth size area surface superficie flache volume temperature temp pressure speed velocity
distance duration first last parent source target version format file path column field col var variable feature attribute parameter param
unit units unite unidad currency devise moneda wahrung language langue idioma lingua sprache product produit producto prodotto produto produkt
item article articulo articolo artikel sku model modele modelo brand color colour population sample test result resultat resultado ergebnis
method x y z a b c lang desc word words mot mots wort palabra parola palavra term question answer author auteur autor autore
subject debit credit solde saldo prenom sobrenome ort naam bedrag omschrijving plaats land datum aantal balance account compte cuenta konto invoice facture factura rechnung payment paiement pago project projet
proyecto progetto projeto projekt school team player game season points species genus family gene protein sequence event message error action
`;
const VOCABULARY: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ''));

/** What share of a name's words name fields, 0 to 1: all of `order_id`, half of `Prix spécial`, `createdAt`. O(length). */
export function namingShare(cell: string): number {
  const words = cell
    .slice(0, 80)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  return words.length === 0
    ? 0
    : words.filter((word) => VOCABULARY.has(word)).length / words.length;
}
